"""A demonstration: four years of reports that never happened, about nobody, sent by nobody.

Everything goes through the real services with the clock moved, so that the log, the figures and
the outbox are what they would have been.
"""
