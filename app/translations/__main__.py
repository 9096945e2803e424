"""Bring the catalogue up to date: ``python -m app.translations``. Lists what has no words yet."""

import sys

from app.translations import catalogue
from app.translations.extraction import messages

found = catalogue.gathered(messages(), catalogue.read())
catalogue.PATH.write_bytes(catalogue.written(found))
sys.stdout.writelines(f"{nb}\n" for nb, nn in catalogue.pairs(found) if not nn)
