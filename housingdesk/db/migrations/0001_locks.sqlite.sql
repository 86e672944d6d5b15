-- What may only ever be added to, and the checks a seal makes before it closes a batch.

CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'batches are only ever added to'); END;
--;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'batches are only ever added to'); END;
--;
CREATE TRIGGER batch_no_replace BEFORE INSERT ON batch WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'batches are only ever added to'); END;
--;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'ledger entries are only ever added to'); END;
--;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'ledger entries are only ever added to'); END;
--;
-- An id that is not given is -1 here: only a given one can be in use already.
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN NEW.id >= 0 AND EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'ledger entries are only ever added to'); END;
--;
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seals are only ever added to'); END;
--;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seals are only ever added to'); END;
--;
CREATE TRIGGER seal_no_replace BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'seals are only ever added to'); END;
--;
CREATE TRIGGER ledger_close_no_update BEFORE UPDATE ON ledger_close BEGIN SELECT RAISE(ABORT, 'closed periods are only ever added to'); END;
--;
CREATE TRIGGER ledger_close_no_delete BEFORE DELETE ON ledger_close BEGIN SELECT RAISE(ABORT, 'closed periods are only ever added to'); END;
--;
CREATE TRIGGER ledger_close_no_replace BEFORE INSERT ON ledger_close WHEN EXISTS (SELECT 1 FROM ledger_close WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'closed periods are only ever added to'); END;
--;
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are only ever added to'); END;
--;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are only ever added to'); END;
--;
CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit events are only ever added to'); END;
--;
CREATE TRIGGER audit_change_no_update BEFORE UPDATE ON audit_change BEGIN SELECT RAISE(ABORT, 'audit changes are only ever added to'); END;
--;
CREATE TRIGGER audit_change_no_delete BEFORE DELETE ON audit_change BEGIN SELECT RAISE(ABORT, 'audit changes are only ever added to'); END;
--;
CREATE TRIGGER audit_change_no_replace BEFORE INSERT ON audit_change WHEN EXISTS (SELECT 1 FROM audit_change WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit changes are only ever added to'); END;
--;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'kept documents are only ever added to'); END;
--;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'kept documents are only ever added to'); END;
--;
CREATE TRIGGER document_no_replace BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'kept documents are only ever added to'); END;
--;
CREATE TRIGGER batch_key_once BEFORE INSERT ON batch WHEN EXISTS (SELECT 1 FROM batch WHERE "key" = NEW."key")
BEGIN SELECT RAISE(ABORT, 'this batch is already posted'); END;
--;
CREATE TRIGGER entry_not_into_sealed BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM seal WHERE batch_id = NEW.batch_id)
BEGIN SELECT RAISE(ABORT, 'the batch is sealed'); END;
--;
CREATE TRIGGER seal_checks BEFORE INSERT ON seal BEGIN
  SELECT RAISE(ABORT, 'the seal does not follow the head of the chain')
    WHERE NEW.previous <> coalesce((SELECT hash FROM seal ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
       OR NEW.sequence <> coalesce((SELECT max(sequence) FROM seal), 0) + 1;
  SELECT RAISE(ABORT, 'the control total of the batch does not agree with its entries')
    WHERE EXISTS (SELECT 1 FROM batch b WHERE b.id = NEW.batch_id AND (b.control_pence, b.lines) <>
      (SELECT coalesce(sum(pence), 0), count(*) FROM entry WHERE batch_id = b.id));
  SELECT RAISE(ABORT, 'the period is closed')
    WHERE EXISTS (SELECT 1 FROM entry WHERE batch_id = NEW.batch_id
                  AND effective_on <= (SELECT max(closed_to) FROM ledger_close));
END;
--;
