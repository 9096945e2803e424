"""What people fill in. A form knows the domain and never the database.

Labels and sentences are written in bokmål and shown in the reader's language by the templates;
choices are handed in by the view; a valid form gives a frozen draft.
"""
