module dev.firebreak/netgo

go 1.19
