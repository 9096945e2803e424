"""What the file says of itself: XMP, and the colours that its numbers mean."""

from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

ICC_DATE = slice(24, 36)
"""Where an ICC profile tells when it was made (ICC.1, 7.2.8)."""

MADE = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
"""1 January 2000, as in the file's other dates, so that equal input gives equal bytes."""


@dataclass(frozen=True)
class Properties:
    """Title, author and subject on one line each, a language tag, and what made the file."""

    title: str
    author: str
    subject: str
    language: str
    product: str


def xmp(properties: Properties) -> bytes:
    """Give the metadata stream of a file that is both PDF/UA-1 and PDF/A-2a.

    PDF/A knows PDF/UA's mark only by the description of its schema (ISO 19005-2, 6.6.2.3).
    """
    return XMP.format(
        title=escape(properties.title),
        author=escape(properties.author),
        subject=escape(properties.subject),
        language=escape(properties.language),
        product=escape(properties.product),
    ).encode()


@cache
def srgb() -> bytes:
    """Make the ICC profile of sRGB, which every colour of the file is meant in."""
    from PIL import ImageCms  # noqa: PLC0415 - loaded by the first document that is drawn

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[ICC_DATE] = MADE
    return bytes(profile)


XMP = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt>
    <rdf:li xml:lang="x-default">{subject}</rdf:li>
   </rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{product}</xmp:CreatorTool>
   <pdf:Producer>{product}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
