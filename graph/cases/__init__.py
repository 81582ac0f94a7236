"""What every workflow needs, whatever its subject: a case is told of, once, to whom its law or the product has it told.

`notices.py` writes notices (通知) in the transaction of the deed, and keeps the inbox. Which notices a deed brings says
its subject; who sees one says `graph.law.scope`.
"""
