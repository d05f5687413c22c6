"""A letter that an officer sends by e-mail, from the case on a real database to the customer's mailbox."""

from __future__ import annotations

import pytest

from contact_gateway.adapters.letters.reading import text_of
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.errors import Refused
from contact_gateway.bootstrap.gateway import Gateway
from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.working_days import Delivery
from tests.builders import MONDAY, SAM_EMAIL, new_officer, new_person
from tests.integration.mail.post_office import PostOffice

HERE = "tuntum"
WARNING = WarningGiven(
    form=Form.WRITTEN,
    why="You shouted at Lee.",
    sent_by=Delivery.EMAIL,
    told=ForTheLetter(must_change="Please be calm."),
)


@pytest.fixture
def landlord(gateway: Gateway) -> Gateway:
    services = gateway.services
    services.policies.import_pack(HERE, shipped_packs()["tuntum"], MONDAY)
    services.people.add(HERE, new_person())
    services.people.add(HERE, new_officer())
    return gateway


def test_a_written_warning_arrives_whole_as_text_and_as_the_file_that_is_kept(
    landlord: Gateway, post_office: PostOffice
) -> None:
    services = landlord.services
    answer = services.casework.warn(HERE, "sam", "lee", WARNING)
    assert services.relay_outbox(HERE) == 1
    [handed] = post_office.handed()
    assert (handed.sender, handed.recipients) == ("excellence@tuntum.example.org", [SAM_EMAIL.value])
    assert "warning" not in str(handed.mail["Subject"]).casefold()
    body = handed.mail.get_body()
    assert body
    assert "You shouted at Lee." in body.get_content()
    [file] = handed.mail.iter_attachments()
    assert "Please be calm." in text_of(file.get_content())
    assert services.casework.warn.letters.kept(HERE, answer.letter_id).content == file.get_content()


def test_a_letter_whose_sending_is_refused_leaves_nothing_behind(landlord: Gateway, post_office: PostOffice) -> None:
    services = landlord.services
    services.people.add(HERE, new_person(id="pat", name="Pat Example", contact_points=(SAM_EMAIL,)))
    with pytest.raises(Refused, match="shares the e-mail address"):
        services.casework.warn(HERE, "sam", "lee", WARNING)
    assert services.casework.files.acts(HERE, "sam") == []
    assert services.relay_outbox(HERE) == 0
    assert post_office.handed() == []
