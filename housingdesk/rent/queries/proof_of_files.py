"""The proofs of payment files, takings and Direct Debits in SQL: what was posted with a file is its lump, and so on.

The tables are of a higher room; the proof is here so that one act proves the whole of the books.
"""

FILES = """
SELECT f.name, f.pence - f.fee_pence, -coalesce(c.pence, 0)
FROM payment_file f
LEFT JOIN bank_line l ON l.id = f.bank_line_id
LEFT JOIN (SELECT account_id, bank_line_id, sum(pence) AS pence FROM entry WHERE bank_line_id IS NOT NULL
           GROUP BY account_id, bank_line_id) c ON c.bank_line_id = f.bank_line_id AND c.account_id = f.control_id
LEFT JOIN (SELECT account_id, batch_id, sum(pence) AS pence FROM entry GROUP BY account_id, batch_id) o
  ON o.batch_id = f.batch_id AND o.account_id = f.control_id
LEFT JOIN (SELECT file_id, sum(pence) AS pence FROM payment_file_line GROUP BY file_id) s ON s.file_id = f.id
WHERE f.state = 'posted' AND (coalesce(l.pence, 0) <> f.pence - f.fee_pence OR -coalesce(c.pence, 0) <> f.pence - f.fee_pence
  OR coalesce(o.pence, 0) <> f.pence - f.fee_pence OR coalesce(s.pence, 0) <> f.pence)
"""
"""Name, what should lie against it, what does: a posted file whose lines, lump, control account and batch differ."""

TAKINGS = """
SELECT 'takings', t.pence + d.pence, b.pence
FROM (SELECT coalesce(sum(CASE WHEN k.state IN ('taken, not yet banked', 'on a paying-in slip') THEN k.pence
        WHEN k.state = 'returned unpaid' THEN -k.pence ELSE 0 END), 0) AS pence FROM taking k) t,
  (SELECT coalesce(sum(e.pence), 0) AS pence FROM entry e JOIN account a ON a.id = e.account_id
   WHERE a.reference = 'takings' AND a.kind = 'control' AND e.bank_line_id IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM paying_in_slip p WHERE p.bank_line_id = e.bank_line_id AND p.state = 'banked')) d,
  (SELECT coalesce(sum(b.pence), 0) AS pence FROM balance b JOIN account a ON a.id = b.account_id
   WHERE a.reference = 'takings' AND a.kind = 'control') b
WHERE t.pence + d.pence <> b.pence
"""
"""What was taken and is not banked, less what came back unpaid, and bank lines that are no slip's, against the account."""

SUSPENSE = """
SELECT 'suspense', w.pence + f.pence, -b.pence
FROM (SELECT coalesce(sum(l.pence), 0) AS pence FROM suspense_item i JOIN bank_line l ON l.id = i.line_id
      WHERE i.cleared_on IS NULL) w,
  (SELECT coalesce(sum(x.pence), 0) AS pence FROM payment_file_line x JOIN payment_file p ON p.id = x.file_id
   WHERE p.state = 'posted' AND x.state = 'to unidentified money') f,
  (SELECT coalesce(sum(b.pence), 0) AS pence FROM balance b JOIN account a ON a.id = b.account_id WHERE a.kind = 'suspense') b
WHERE w.pence + f.pence <> -b.pence
"""
"""Lines of the bank and payments of posted files that nobody knows yet, against the account of unidentified money."""

COLLECTIONS = """
SELECT 'collection of ' || c.collect_on, c.pence, coalesce(l.pence, 0)
FROM collection c LEFT JOIN (SELECT collection_id, sum(pence) AS pence FROM collection_line GROUP BY collection_id) l
  ON l.collection_id = c.id
LEFT JOIN payment_file f ON f.id = c.file_id
WHERE c.pence <> coalesce(l.pence, 0) OR (f.id IS NOT NULL AND f.pence <> c.pence)
UNION ALL
SELECT 'returned Direct Debit ' || r.id, r.pence, coalesce(e.pence, 0)
FROM collection_line r
LEFT JOIN (SELECT batch_id, account_id, sum(pence) AS pence FROM entry GROUP BY batch_id, account_id) e
  ON e.batch_id = r.returned_id AND e.account_id = r.account_id
LEFT JOIN (SELECT x.batch_id, sum(x.pence) AS pence FROM entry x JOIN account a ON a.id = x.account_id
           WHERE a.reference = 'direct_debit' AND a.kind = 'control' GROUP BY x.batch_id) k ON k.batch_id = r.returned_id
WHERE r.returned_id IS NOT NULL AND (coalesce(e.pence, 0) <> r.pence OR coalesce(k.pence, 0) <> -r.pence)
"""
"""A collection whose lines or payment file differ from it, and a returned payment that is not owed again exactly once."""
