"""The signature of what is left of pruned events."""

from django.core import signing

from audit.models import AuditStub


def _said_by(stub: AuditStub) -> str:
    """Return what a stub's signature is about."""
    when = stub.pruned_at.timestamp()
    parts = (stub.up_to, stub.hash, stub.events, stub.before, when)
    return "|".join(str(one) for one in parts)


def sign(stub: AuditStub) -> None:
    stub.signature = _signer().signature(_said_by(stub))


def is_signed(stub: AuditStub) -> bool:
    try:
        _signer().unsign(f"{_said_by(stub)}:{stub.signature}")
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.Signer:
    return signing.Signer(salt="audit.stub")
