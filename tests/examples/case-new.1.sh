# shellcheck shell=sh
# What the program that the shop had before let go of.
cat >tickets.csv <<'CSV'
Ticket,Opened,Customer,Message
88,30/1/2026,Ana Ruiz,The cups had the wrong handles.
89,2/2/2026,Tom Baker,Two days late.
CSV
