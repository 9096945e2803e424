"""What every table is called, and what its first column holds: the same in PDF and data file."""

from app.language import Language


def titles(language: Language) -> dict[str, str]:
    """Give the title of each table by its key."""
    _ = language
    return {
        "development": _("Meldinger og hendelser år for år"),
        "development_timeliness": _("Innen fristen år for år"),
        "totals": _("Meldinger og hendelser"),
        "direction": _("Meldinger etter retning"),
        "sent_by_quarter": _("Sendte meldinger etter kvartal og halvår"),
        "goals": _("Mål"),
        "tallies": _("Har skjedd flere ganger (telt for seg)"),
        "incident_year": _("Meldinger etter året hendelsen skjedde"),
        "month": _("Meldinger etter måned de ble sendt"),
        "reporting_party": _("Meldinger etter part som meldte"),
        "recipient_party": _("Meldinger etter part som fikk dem"),
        "rates": _("Meldinger sett mot tall fra andre systemer"),
        "unit": _("Saker etter enheten som har ansvaret"),
        "first_recipient_unit": _("Meldinger etter enheten som fikk dem først"),
        "sections": _("Seksjoner og virksomheter"),
        "service_kind": _("Meldinger etter tjenestested"),
        "category": _("Meldinger etter hva de gjelder"),
        "category_group": _("Meldinger etter temagruppe"),
        "category_by_clinic": _("Temagruppe og klinikk"),
        "category_by_municipality": _("Temagruppe og kommune"),
        "consequence": _("Konsekvens for pasienten, vurdert av melder og av mottaker"),
        "consent": _("Meldinger etter samtykke"),
        "patient_search": _("Om pasienten ble funnet"),
        "timeliness": _("Bekreftet og besvart innen fristen"),
        "answers": _("Besvarte meldinger"),
        "days": _("Dager til bekreftelse og svar"),
        "distribution_acknowledged": _("Tid til mottak ble bekreftet"),
        "distribution_answered": _("Tid til svar"),
        "forwarding": _("Videresendte meldinger"),
        "useful_answers": _("Nyttige svar"),
        "usefulness": _("Hva melder sier om svaret"),
        "cause": _("Årsaker, slik mottaker ser det"),
        "measures": _("Tiltak"),
        "clause": _("Avtaler og rutiner som ikke er fulgt"),
        "patient_group": _("Pasientgrupper"),
    }


def first_columns(language: Language) -> dict[str, str]:
    """Give the heading of each table's first column by the table's key."""
    _ = language
    return {
        "development": _("Hva som er talt"),
        "development_timeliness": _("Innen fristen"),
        "totals": _("Meldinger og hendelser"),
        "direction": _("Retning"),
        "sent_by_quarter": _("Retning"),
        "goals": _("Mål"),
        "tallies": _("Telt for seg"),
        "incident_year": _("Året hendelsen skjedde"),
        "month": _("Måned"),
        "reporting_party": _("Part"),
        "recipient_party": _("Part"),
        "rates": _("Kommune"),
        "unit": _("Enhet"),
        "first_recipient_unit": _("Enhet"),
        "sections": _("Enhet"),
        "service_kind": _("Tjenestested"),
        "category": _("Gjelder"),
        "category_group": _("Temagruppe"),
        "category_by_clinic": _("Klinikk"),
        "category_by_municipality": _("Kommune"),
        "consequence": _("Konsekvens"),
        "consent": _("Samtykke"),
        "patient_search": _("Utfall"),
        "timeliness": _("Innen fristen"),
        "answers": _("Svar"),
        "days": _("Dager"),
        "distribution_acknowledged": _("Dager til bekreftelse"),
        "distribution_answered": _("Dager til svar"),
        "forwarding": _("Videresendt"),
        "useful_answers": _("Andel av svarene"),
        "usefulness": _("Hva melder sier"),
        "cause": _("Årsak"),
        "measures": _("Tiltak"),
        "clause": _("Avtale eller rutine"),
        "patient_group": _("Pasientgruppe"),
    }
