"""How a state looks: its tone and its icon. The word comes from the workflow."""

DEFAULT = ("", "clock")

LOOKS: dict[str, tuple[str, str]] = {
    code: (tone, icon)
    for tone, icon, codes in [
        ("", "todo", "draft drafted planned proposed not_started announced"),
        ("info", "half", "in_progress revised to_revise_draft"),
        ("on", "flag", "submitted letter_submitted filed requested received sent"),
        (
            "warn",
            "warning",
            "to_complete to_revise to_correct late suspended ineligibility_proposed adjourned with_reservations",
        ),
        ("info", "clock", "under_review asked heard scored approved_once due upcoming"),
        ("info", "people", "awaiting_committee on_agenda convened held"),
        (
            "info",
            "scales",
            "recommended reserve_recommended not_recommended decided classified",
        ),
        (
            "ok",
            "check",
            "complete approved awarded eligible open opened favourable given signed notified paid accepted published",
        ),
        (
            "ok",
            "check",
            "recovered invited labelled registered active confirmed minuted active_member",
        ),
        ("on", "pen", "ordered amended approved_service to_sign"),
        ("warn", "list", "reserve_list"),
        (
            "bad",
            "cross",
            "ineligible refused rejected not_invited terminated unfavourable declined",
        ),
        (
            "",
            "lock",
            "closed withdrawn cancelled no_action archived expired settled abandoned discarded erased",
        ),
    ]
    for code in codes.split()
}


def look(code: object) -> tuple[str, str]:
    """Tone and icon of a state's code; a state of a kind that we don't know gets a calm clock."""
    return LOOKS.get(getattr(code, "value", str(code)), DEFAULT)
