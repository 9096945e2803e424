"""Documents with figures, drawn from figures and words that are handed in; bytes come out.

Charts are lists of marks, so that page and PDF cannot differ; the PDF's headings, paragraphs,
tables and figures are blocks of our own, so that tagging is one layer (:mod:`reports.structure`,
:mod:`reports.tagging`).
"""
