"""What makes a drawn document readable for everyone, and fit for an archive.

Blocks say what they are through :mod:`reports.structure`; here that becomes the tags of PDF/UA-1
(ISO 14289-1) and the rest of PDF/A-2a (ISO 19005-2).
"""
