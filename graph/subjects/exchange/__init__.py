"""The side of the exchange platform (共享平台): who may use what, what was delivered, what was used.

The data themselves flow through the platform and never through here. Begin with `desk`; `rules` decides.
"""
