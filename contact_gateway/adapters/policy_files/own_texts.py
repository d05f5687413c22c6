"""What a landlord's own texts for letters must go on saying: what the part of the letter is there for."""

from __future__ import annotations

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.adapters.policy_files.tables import Faulty, Read, table
from contact_gateway.domain.letters.needed import unsaid


def own_text_faults(read: Read) -> Faulty:
    """Give the texts that leave out a date or another fact for which their part is required."""
    for language, texts in table(read, "letter_texts").items():
        for key, text in texts.items():
            for names in unsaid(key, text)[:1]:
                asked = " or ".join(f"{{{name}}}" for name in names)
                said = f"A letter with this text would not say what this part is for: {asked} is missing."
                yield (
                    ("letter_texts", language, str(key)),
                    Wrong(said, f"a text with {asked}, in a line that names no other date"),
                )
