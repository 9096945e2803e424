"""The nynorsk catalogue, and how it follows the bokmål messages in code and templates."""
