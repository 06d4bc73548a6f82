"""All letters, in all their variants, as accessible PDF."""

import io

import pytest
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from weasyprint import HTML

from grants.definitions.letter import MissingWords, freeze, keys, letter
from grants.documents.letters import html, letter_pdf
from tests.documents.variants import examples, variants

GIVEN = {"reference": "CLP-2020-0147", "issued_on": "2020-09-15"}


def pages_of(pdf):
    return [
        page.extract_text().replace("\u00a0", " ").replace("\u202f", " ") for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def faults(pdf):
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    return [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("key", keys())
def test_each_letter_in_each_variant_is_an_accessible_pdf(key):
    for name, values in variants(key):
        pdf = letter_pdf(key, freeze(key, values), **GIVEN)
        assert faults(pdf) == [], name
        texts = pages_of(pdf)
        for number, text in enumerate(texts, start=1):
            assert f"Page {number}/{len(texts)}" in text
            assert "CLP-2020-0147" in text
        assert not any(mark in text for text in texts for mark in ("{{", "None", "à vérifier", "**", "\ue000")), name


def test_the_check_has_teeth():
    assert faults(HTML(string="<p>Rien").write_pdf())


@pytest.mark.parametrize("key", [key for key in keys() if letter(key).adverse])
def test_an_adverse_letter_tells_how_to_appeal(key):
    for name, values in variants(key):
        if values.get("issue") != "accepte":
            text = html(key, freeze(key, values), **GIVEN)
            assert "deux mois" in text, name
            assert "telerecours.fr" in text, name


def test_an_award_below_the_request_tells_how_to_appeal():
    given = examples("notification_attribution")
    full = freeze("notification_attribution", given | {"montant_attribue": given["montant_demande"]})
    assert "telerecours" in html("notification_attribution", freeze("notification_attribution", given), **GIVEN)
    assert "telerecours" not in html("notification_attribution", full, **GIVEN)


@pytest.mark.parametrize("key", keys())
def test_a_missing_variable_is_refused_with_a_sentence(key):
    for name, variable in letter(key).every_variable().items():
        if variable.required:
            with pytest.raises(MissingWords, match=f"ne peut pas être écrite : « {name} »"):
                freeze(key, examples(key) | {name: None})


def test_a_value_of_another_type_is_refused():
    with pytest.raises(MissingWords, match="montant_attribue"):
        freeze("notification_attribution", examples("notification_attribution") | {"montant_attribue": "beaucoup"})
    with pytest.raises(MissingWords, match="n’est pas parmi"):
        freeze("notification_attribution", examples("notification_attribution") | {"acte": "contrat"})


def test_what_one_variant_alone_needs_is_asked_before_it_is_too_late():
    breach = examples("reversement_titre") | {"fondement": "cer", "date_manquement": None}
    with pytest.raises(MissingWords, match="ne peut pas être écrite"):
        freeze("reversement_titre", breach)


def test_the_same_words_give_the_same_bytes():
    frozen = freeze("refus", examples("refus"))
    assert letter_pdf("refus", frozen, **GIVEN) == letter_pdf("refus", frozen, **GIVEN)


def test_what_people_typed_stays_text():
    evil = "# <script>alert(1)</script> **gras** [lien](file:///etc/passwd) {{ 7 * 7 }}\n\n| a |"
    page = html("refus", freeze("refus", examples("refus") | {"titre_projet": evil}), **GIVEN)
    assert not any(mark in page for mark in ("<script", "<a ", "<strong>gras"))
    assert "{{ 7 * 7 }}" in page
    assert "**gras**" in page


def test_invented_organisations_are_marked_on_each_page():
    frozen = freeze("refus", examples("refus"))
    assert all("DONNÉES FICTIVES" in text for text in pages_of(letter_pdf("refus", frozen, **GIVEN, is_fictional=True)))
    assert not any("FICTIVES" in text for text in pages_of(letter_pdf("refus", frozen, **GIVEN)))


def test_an_amount_of_nothing_is_not_printed():
    frozen = freeze("relance_cr_j_moins_15", examples("relance_cr_j_moins_15") | {"solde_en_attente": "0.00"})
    assert "Votre solde" not in html("relance_cr_j_moins_15", frozen, **GIVEN)
