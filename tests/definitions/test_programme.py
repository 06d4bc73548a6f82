"""The 2020 programme, as call files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grants.definitions.files import load

ROOT = Path(__file__).parents[2]
SCHEMES = json.loads((ROOT / "data" / "calls.json").read_text(encoding="utf-8"))
KINDS = {
    "credits_commissaire": "commissioner_credits", "publics_invisibles": "invisible_publics",
    "plan_relance": "recovery_plan", "appel_conjoint": "joint_call",
    "ami_grande_marginalite": "expression_of_interest", "prevention_expulsions": "expression_of_interest",
    "spie": "expression_of_interest", "labellisation": "label", "contractualisation": "multi_party_agreement",
}  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme["key"])
def test_every_scheme_of_the_report_is_a_call_of_its_kind(scheme):
    call = load(ROOT / "content" / "calls" / f"{scheme['key']}.yaml")
    assert call.kind == KINDS.get(scheme["kind"], "register_entry")
    assert call.workflow_name == f"{call.kind}.application"
    printed = call.envelope_total.amount
    assert (printed and printed.euros) == (scheme["envelope_eur"] or None)
    assert all(each.fictif for each in call.rounds), "no round of the report has all its dates"
    if call.expected_awards and scheme["selected_count"] is not None:
        assert call.expected_awards.count == scheme["selected_count"]


def test_the_command_says_what_is_wrong(tmp_path):
    from grants.cli.calls import call

    path = tmp_path / "call.yaml"
    path.write_text((ROOT / "content/calls/clas.yaml").read_text("utf-8").replace("form: main", "form: x"), "utf-8")
    refused = CliRunner().invoke(call, ["check", str(path)])
    assert refused.exit_code == 1
    assert "call.yaml:" in refused.output
    assert "stages[0].form" in refused.output
    right = CliRunner().invoke(call, ["check", str(ROOT / "content/calls/clas.yaml")])
    assert right.exit_code == 0
