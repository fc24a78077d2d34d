"""The desk's pages: the queue, a flag, an article, and what else people look at, in Django's stock admin.

Pages show and ask; what they do is done by the functions of ``annotations.flags`` and the other rooms, which hold the
rules. ``pages`` says how one is written, ``tabs`` which ones stand in the row of tabs.
"""
