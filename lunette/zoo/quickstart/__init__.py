"""The quickstart dataset: photographs that ship inside Python packages, with computed labels.

Everything here imports scikit-image, scikit-learn or scipy, except :mod:`.store`, which first
checks that they are there.
"""
