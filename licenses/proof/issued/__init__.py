"""Files exactly as they are issued here, judged without a PDF library: same answers, a fifteenth of the time.

Begin with `recognition`. `layout` knows every byte of such a file, `forms` its objects, `statement` what it says and
`signed` its signature (`der`); `grounds` are what is kept of whom its certificates lead to. Whatever is not of just
this shape, or not wholly in order, is *not mine* (`OtherShape`), and judged the long way: nothing here says no.
"""
