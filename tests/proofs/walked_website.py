"""A website whose pages are walked through once, for all the small proofs about its fields."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.proofs.website import Website, website


@dataclass(frozen=True)
class WalkedWebsite:
    """A website on SQLite that knows its entrances; ``rows`` are as they were after the walk."""

    url: str
    site: Website
    rows: Path

    @contextmanager
    def again(self, database_url: str) -> Iterator[Website]:
        """Give it with its first rows, in place of a website that has yet to be walked through."""
        assert database_url == self.url, "a walked website stands on its own rows"
        self.site.database.close()
        path = _path_of(self.url)
        for journal in path.parent.glob(f"{path.name}-*"):
            journal.unlink()
        shutil.copy(self.rows, path)
        yield self.site


@contextmanager
def walked(database_url: str, rows: Path) -> Iterator[WalkedWebsite]:
    """Walk through the service's pages over a database, and keep its rows beside."""
    with website(database_url) as site:
        site.entrances(everywhere=False)
        site.database.close()  # what SQLite's journal holds is written out
        shutil.copy(_path_of(database_url), rows)
        yield WalkedWebsite(database_url, site, rows)


def _path_of(database_url: str) -> Path:
    return Path(make_url(database_url).database or "")
