"""After the release: refusal, illness, objection, investigation, repaired with the fewest changed.

What came up is reported, the engine computes the repair, two people confirm it, and a section makes
it known (补充公布). Until then it is sealed like the plan.
"""
