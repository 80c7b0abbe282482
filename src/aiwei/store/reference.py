"""The library's way of inserting, one transaction an append: the reference that group commit must equal."""

from concurrent.futures import Future

from aiwei.store.append import Append, Receipt
from aiwei.store.heads import HEADS, asked, heads_of
from aiwei.store.recorder import BookRecorder
from aiwei.store.recording import beside


class ReferenceRecorder(BookRecorder):
    """The library takes the lock, notifies and inserts; ours is only what stands beside the events."""

    def submit(self, wish: Append) -> Future[Receipt]:
        answer: Future[Receipt] = Future()
        try:
            answer.set_result(self._recorded(wish))
        except Exception as error:  # noqa: BLE001 (raised where the answer is asked for)
            answer.set_exception(error)
        return answer

    def _recorded(self, wish: Append) -> Receipt:
        with self.datastore.get_connection() as conn, conn.transaction(), conn.cursor() as curs:
            self._lock_table(curs)
            heads = heads_of(curs.execute(HEADS, asked([wish])).fetchone() or {})
            receipt, stored = heads.admit(wish, self.stamp())
            if not receipt.repeated:
                if stored:
                    self._insert_stored_events(curs, stored)
                    # a failed transaction leaves a gap in the sequence: only the table knows the position
                    position = max(self._fetch_ids_after_insert_events(curs, stored) or ())
                    receipt = receipt._replace(position=position)
                for statement in beside(heads, [(wish, receipt)]):
                    curs.execute(statement.sql, statement.params)
        return receipt
