"""What a call may ask of its committee, and a meeting can tell."""

REQUIRED_SEATS = ("president", "concerned_person")  # the seats that a quorum may want filled
