"""«Har skjedd flere ganger»: how often something harmless happens, beside reports and incidents."""
