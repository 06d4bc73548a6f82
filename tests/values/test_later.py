from grants.values.later import Later


def test_what_is_asked_for_is_looked_up_once_and_the_rest_never():
    asked = []

    def finder(name):
        return lambda: asked.append(name) or name.upper()

    facts = Later({name: finder(name) for name in ("missing", "signers", "awards")})
    assert (facts["missing"], facts.get("missing"), facts.get("unknown", 0)) == ("MISSING", "MISSING", 0)
    assert asked == ["missing"]
    assert list(facts) == ["missing", "signers", "awards"]
    assert len(facts) == 3
    assert "signers" in facts
