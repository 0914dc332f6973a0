# SPDX-License-Identifier: GPL-2.0-only
# gnuplot -e "rows='FILE'; picture='FILE'" plot.gp: SCL asked and reached, a line for each master.
set terminal svg size 960,480 font "sans-serif,13" background "white"
set output picture
set multiplot layout 1,2
set logscale xy
set xrange [0.8:1250]
set yrange [0.8:1250]
set xtics (1, 10, 50, 100, 400, 1000)
set ytics (1, 10, 50, 100, 400, 1000)
set grid
set key left top reverse Left
set xlabel "SCL asked for, kHz"
set ylabel "SCL reached (mean), kHz"
# The points of one master at one cost of accesses.
pick(master, ns) = sprintf("< awk '$1 == \"%s\" && $2 == %d {print $3, $4}' %s", master, ns, rows)
do for [ns in "0 600"] {
	set title ns eq "0" ? "cheapest lines" : "each access costing ".ns." ns"
	plot x title "as asked" with lines dashtype 2 linecolor "gray50", \
		pick("gpio-i2c-single", ns + 0) title "gpio-i2c, single-master" \
			with linespoints linewidth 2 pointtype 7 linecolor "#1b7837", \
		pick("gpio-i2c", ns + 0) title "gpio-i2c" \
			with linespoints linewidth 2 pointtype 6 linecolor "#2166ac", \
		pick("i2c-gpio", ns + 0) title "i2c-gpio (mainline)" \
			with linespoints linewidth 2 pointtype 5 linecolor "#b2182b", \
		pick("libgpiod", ns + 0) title "libgpiod (user space)" \
			with linespoints linewidth 2 pointtype 9 linecolor "#b35806"
}
unset multiplot
