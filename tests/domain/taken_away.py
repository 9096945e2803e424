"""What is left of a text when a passage is taken away; the server and the browser hold to it alike.

Each row is a kind, the text with its passages between ‹ and ›, and what is left.
"""

ROWS = [
    ("national_number", "Fnr ‹130585 12345›.", ""),
    ("national_number", "Fnr ‹130585 12345›", ""),
    ("national_number", "‹130585 12345› sto der", "sto der"),
    ("national_number", "(fnr ‹130585 12345›) sto", "sto"),
    ("national_number", "Pasienten (fnr: ‹130585 12345›) falt.", "Pasienten falt."),
    ("national_number", "Pasienten, fnr ‹130585 12345›, kom hjem.", "Pasienten, kom hjem."),
    ("national_number", "Gjelder f.nr. ‹130585 12345›.", "Gjelder."),
    ("national_number", "Gjelder fødselsnr ‹130585 12345›, og mer", "Gjelder, og mer"),
    ("national_number", "Fødselsnummer: ‹130585 12345›\nHun falt.", "Hun falt."),
    ("national_number", "Med personnummer ‹130585 12345› der", "Med der"),
    ("national_number", "p.nr ‹130585 12345› og p nr. ‹130585 12345› sto", "og sto"),
    ("national_number", "Fnr ‹1›, og igjen ‹1›.", "og igjen."),
    ("national_number", "oppnr ‹130585 12345› sto", "oppnr sto"),
    ("national_number", "fnr er ‹130585 12345›.", "fnr er."),
    ("eleven_digits", "Fra konto ‹12345678911› i dag", "Fra konto i dag"),
    ("birth_date", "Kari (f. ‹13.05.1985›) falt", "Kari falt"),
    ("birth_date", "Kari, født ‹13.05.1985›, falt", "Kari, falt"),
    ("birth_date", "En mann f ‹1941›.", "En mann."),
    ("name", "Fnr ‹Kari› sto", "Fnr sto"),
    ("name", "Sønnen ‹Kåre› ringte.", "Sønnen ringte."),
    ("name", "Linje\n‹Kåre›\nlinje", "Linje\n\nlinje"),
    ("name", "‹Kåre›, ‹Kåre› og ‹Kåre›.", "og."),
    ("name", "Det sa «‹Kåre›», sa de.", "Det sa, sa de."),
    ("name", "‹Kåre›: falt. ‹Kåre›. Så", "falt. Så"),
    ("name", "ved sykepleier/‹Kåre› der", "ved sykepleier/ der"),
    ("name", "(‹Kåre› ringte)", "(ringte)"),
    ("name", "De ringte ‹Kåre›!", "De ringte!"),
    ("name", "\U0001f600 «Å» ‹Kåre›  to", "\U0001f600 «Å» to"),
    ("phone", "Ring ‹912 34 567›, ‹912 34 567›", "Ring"),
    ("phone", "Hjem,  ‹912 34 567› , ringte", "Hjem, ringte"),
    ("phone", "‹912 34 567›", ""),
]


def opened(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the text of a row and the (start, end) of its passages, in code points."""
    text, spans = "", []
    for piece in marked.split("‹"):
        words, _, after = piece.rpartition("›")
        if words:
            spans.append((len(text), len(text) + len(words)))
        text += words + after
    return text, spans
