"""What is true of a case whoever asks: rules in plain Python.

Nothing here imports Flask, SQLAlchemy or any other room of this house, reads a clock or touches a
file. What a rule needs from outside (the time, holidays, word lists, routing rows) is handed in.
"""
