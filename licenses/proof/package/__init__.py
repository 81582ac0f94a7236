"""The trust package (信任包): what a register signs and dates, to verify licences where there is no network.

`contents` is its value and its written form, `states` what it knows of each licence, `opening` decides whether it is
believed, `answering` answers from it as a register. No store, no network, no file: those who use it bring the bytes.
"""
