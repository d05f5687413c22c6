from __future__ import annotations

from tools.fetch_assets import PLACE, SCRIPT, STYLES, main, without_typeface


def test_the_typeface_that_is_not_ours_is_neither_fetched_nor_named() -> None:
    styles = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        ".govuk-body{font-family:GDS Transport,arial,sans-serif}@media print{.govuk-body{font-family:sans-serif}}"
    )
    assert without_typeface(styles) == (
        ".govuk-body{font-family:arial,sans-serif}@media print{.govuk-body{font-family:sans-serif}}"
    )


def test_what_is_laid_out_is_the_release_without_its_typeface_and_maps() -> None:
    assert main() == 0
    styles = (PLACE / STYLES).read_text()
    assert ".govuk-button" in styles
    assert "GDS Transport" not in styles
    assert "sourceMappingURL" not in styles
    assert "sourceMappingURL" not in (PLACE / SCRIPT).read_text()


def test_a_second_fetch_changes_nothing() -> None:
    main()
    before = (PLACE / STYLES).stat().st_mtime_ns
    assert main() == 0
    assert (PLACE / STYLES).stat().st_mtime_ns == before
