"""The pure rules of the bank room: whose money a receipt is, why, and how sure; nothing here reads or stores anything."""
