"""The last step: tags, bookmarks and metadata are put into the drawn file."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf

from reports.tagging.metadata import Properties, srgb, xmp
from reports.tagging.tree import Bookmark, Tree
from reports.tagging.writing import StructureWriter, string

SRGB = "sRGB IEC61966-2.1"


def finish(drawn: bytes, tree: Tree, properties: Properties) -> bytes:
    """Give the file as PDF/UA-1 and PDF/A-2a: the same bytes for the same file and tree.

    ``drawn`` holds the marked content that ``tree`` tells of.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        writer = StructureWriter(pdf, tree)
        writer.write()
        _add_bookmarks(pdf, tree.bookmarks, writer)
        _add_metadata(pdf, properties)
        del (
            pdf.trailer.ID
        )  # ReportLab's is one for all files; the one from their bytes takes its place
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
        )
    return out.getvalue()


def _add_bookmarks(pdf: Pdf, bookmarks: Sequence[Bookmark], writer: StructureWriter) -> None:
    """Write the outline; every entry knows its element, and lower levels begin closed."""
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    above = [(0, outlines)]
    for bookmark in bookmarks:
        while above[-1][0] >= bookmark.level:
            above.pop()
        parent = above[-1][1]
        entry = pdf.make_indirect(
            Dictionary(
                Title=string(bookmark.title),
                Parent=parent,
                Dest=writer.destination(bookmark.place),
                SE=writer.objects[bookmark.element],
            )
        )
        _hang(entry, parent)
        parent.Count = int(parent.get(Name.Count, 0)) + (1 if parent is outlines else -1)
        above.append((bookmark.level, entry))
    pdf.Root.Outlines = outlines


def _hang(entry: Object, parent: Object) -> None:
    """Put an entry last under its parent."""
    if Name.Last in parent:
        entry.Prev, parent.Last.Next = parent.Last, entry
    else:
        parent.First = entry
    parent.Last = entry


def _add_metadata(pdf: Pdf, properties: Properties) -> None:
    """Write XMP, and say that colours are meant as sRGB."""
    pdf.Root.Metadata = pdf.make_stream(xmp(properties), Type=Name.Metadata, Subtype=Name.XML)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=string(SRGB),
        Info=string(SRGB),
        DestOutputProfile=pdf.make_stream(srgb(), N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
