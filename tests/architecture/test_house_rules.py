from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from tests.architecture import guards
from tests.architecture.tree import BESIDE, PRODUCT, ROOT, faults, modules

in_the_domain = partial(guards.worldly_domain, standard_library=frozenset(sys.stdlib_module_names))


def test_no_import_hides_inside_a_function() -> None:
    assert faults(modules(), guards.hidden_imports) == []


def test_every_file_and_function_fits_on_a_screen_or_two() -> None:
    assert faults(modules(), guards.long_parts) == []


def test_no_time_is_without_a_zone() -> None:
    assert faults(modules(), guards.naive_times) == []


def test_nothing_is_patched_outside_the_integration_tests() -> None:
    integration = set(modules("tests/integration"))
    assert faults([path for path in modules() if path not in integration], guards.patches) == []


def test_no_mark_silences_a_tool_skips_a_test_or_puts_work_off() -> None:
    examples = {ROOT / "tests/architecture" / name for name in ("guards.py", "test_guards.py", "test_skips_fail.py")}
    assert faults([path for path in modules() if path not in examples], guards.excuses) == []


def test_every_test_can_fail() -> None:
    assert faults(modules("tests"), guards.silent_tests) == []


def test_every_test_is_named_by_a_sentence() -> None:
    assert faults(modules("tests"), guards.short_names) == []


def test_the_domain_knows_the_standard_library_and_itself_alone() -> None:
    assert faults(modules("contact_gateway/domain"), in_the_domain) == []


def test_every_init_file_is_empty() -> None:
    assert [path for path in modules() if path.name == "__init__.py" and path.read_text()] == []


def test_every_folder_of_code_is_one_the_guards_look_at() -> None:
    known = {*PRODUCT, *BESIDE}
    folders = {path.parent.name for path in ROOT.glob("*/*.py") if not path.parent.name.startswith(".")}
    assert folders - known == set()


def test_every_module_of_the_house_lies_in_a_package() -> None:
    folders = {folder for path in modules(*PRODUCT) for folder in path.parents if folder.is_relative_to(ROOT)}
    assert [folder for folder in folders - {ROOT} if not (folder / "__init__.py").exists()] == []


def test_only_wsgi_stands_outside_the_packages() -> None:
    assert {path.name for path in ROOT.glob("*.py")} <= {"wsgi.py"}


def test_nobody_imports_wsgi() -> None:
    def wsgi_imports(text: str) -> list[str]:
        return [str(line) for line, module in guards.imports(guards.parsed(text)) if module == "wsgi"]

    assert faults([path for path in modules() if path.name != "wsgi.py"], wsgi_imports) == []
    assert wsgi_imports("import wsgi") == ["1"]


def test_the_guards_find_the_files(tmp_path: Path) -> None:
    assert Path(__file__) in modules()
    assert ROOT / "contact_gateway" / "settings.py" in modules(*PRODUCT)
    assert not tmp_path.is_relative_to(ROOT)
