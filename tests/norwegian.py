"""Tells nynorsk from bokmål by words that nynorsk does not have. It proves no text right."""

import re

BOKMAL_ONLY = re.compile(
    r"""\b(
      ikke | fra | hvem | hva | hvor | hvorfor | hvordan | hvilke[tn]? | hvis | hver | noe | noen
    | jeg | dere | deres | dem | være | gjør | gjøre | ble | bare | ennå | nå | kommer | kommet
    | selv | mye | gikk | fikk | skrev | skrevet | sier | spurt | vet | velg | trenger | virker
    | navn | navnet | uten | utenfor | innen | egen | eget | annen | annet | flere
    | lenke | lenken | følge\w* | åpne[rt]? | gjen(?!nom)\w+ | forespurt
    | uønsket | uønskede | hendelse\w* | mottaker\w* | meldinge[nr] | melderen\w* | sykehus\w*
    | enhet\w* | tjeneste\w* | kommunene | saken | saksbehandler | leder | besvart\w* | bekreft\w*
    | opplysninger | endret | svarte | sendte | trukket | vedtatt | mottatt | tall\w* | måned
    | alvorlig | betydelig | valgfritt | legemidler | beskrivelse | hvilket | årsaken
    | en | et | tegn | siden
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def bokmal_in(text: str) -> list[str]:
    """The words in ``text`` that only bokmål has."""
    return BOKMAL_ONLY.findall(text)
