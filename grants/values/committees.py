"""What a call may ask of its committee, and a meeting can tell."""

FUNDER = "funder:"  # before the key of a funder who must be represented, among the seats that a meeting requires
REQUIRED_SEATS = ("president", "concerned_person")  # the seats that a quorum may want filled
