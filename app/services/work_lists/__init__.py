"""The lists that people work from: inbox, «Sendt fra oss», search, my day, workload, saved views.

Lists agree with the policy: what a list holds is what its reader may open, and nothing else.
"""
