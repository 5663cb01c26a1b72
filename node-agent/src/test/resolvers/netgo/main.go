// SPDX-License-Identifier: Apache-2.0

// usage: netgo NAME    asks through Go's own resolver (built without cgo).
// Prints the addresses, or the error, then "after N ms".
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"
)

func main() {
	resolver := net.Resolver{PreferGo: true}
	began := time.Now()
	addresses, err := resolver.LookupHost(context.Background(), os.Args[1])
	took := time.Since(began)
	if err != nil {
		fmt.Println(err)
	}
	for _, address := range addresses {
		fmt.Println(address)
	}
	fmt.Printf("after %.2f ms\n", float64(took.Microseconds())/1000)
	if err != nil {
		os.Exit(1)
	}
}
