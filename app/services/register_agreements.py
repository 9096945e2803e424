"""Taking in the clauses of a register's agreements; a clause that a case names never goes away."""

from app.domain.register import Register
from app.models import AgreementClause, Helsefellesskap
from app.services.upserting import Rows


def load_agreements(rows: Rows, home: Helsefellesskap, register: Register) -> None:
    """Give the helsefellesskap its list, in the order of the file; safe to repeat."""
    where = {"helsefellesskap_id": home.id}
    listed = [
        (agreement, clause) for agreement in register.agreements for clause in agreement.clauses
    ]
    for position, (agreement, clause) in enumerate(listed, start=1):
        rows.put(
            AgreementClause,
            {**where, "key": clause.key},
            {
                "agreement": agreement.name,
                "clause": clause.name,
                "position": position,
                "is_verified": agreement.verified,
                "valid_from": agreement.valid_from,
                "valid_to": agreement.valid_to,
            },
        )
    rows.keep_rest(AgreementClause, where, {clause.key for _agreement, clause in listed})
