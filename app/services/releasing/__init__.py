"""Released years: drafting, FSU's comments, adopting, sending, and reading what was released."""

from app.services.released import released_figures, released_years

__all__ = ["released_figures", "released_years"]
