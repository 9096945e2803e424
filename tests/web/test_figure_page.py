"""The page of figures says what its figures rest on, and names each region once."""

import re

PROPOSED = "Fristene er forslag, ikke vedtatt."


def test_proposed_deadlines_are_told_beside_the_shares_in_time(world):
    page = world.client("fsu reader").get("/tall").text
    assert page.index("tabell-timeliness") < page.index(PROPOSED) < page.index("tabell-answers")


def test_each_chart_and_table_is_a_region_with_a_name_of_its_own(world):
    page = world.client("fsu reader").get("/tall").text
    regions = re.findall(r'role="region" aria-label="([^"]+)"', page)
    assert len(regions) == len(set(regions)) > 10
    assert {name.split(":")[0] for name in regions} == {"Diagram", "Tabell"}


def test_a_chart_named_as_its_table_has_no_caption(world):
    page = world.client("fsu reader").get("/tall").text
    captions = re.findall(r"<figcaption>([^<]+)</figcaption>", page)
    assert any(caption.startswith("Meldinger etter retning") for caption in captions)
    assert not any(caption.startswith("Besvarte meldinger") for caption in captions)
