// SPDX-License-Identifier: Apache-2.0

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks through the JDK: {@code java Lookup.java NAME}; prints the addresses or the exception, then "after N ms". */
public class Lookup {
  public static void main(String[] args) {
    long began = System.nanoTime();
    String said;
    int exit = 0;
    try {
      StringBuilder found = new StringBuilder();
      for (InetAddress address : InetAddress.getAllByName(args[0])) {
        found.append(address.getHostAddress()).append('\n');
      }
      said = found.toString().strip();
    } catch (UnknownHostException e) {
      said = e.toString();
      exit = 1;
    }
    double took = (System.nanoTime() - began) / 1e6;
    System.out.println(said);
    System.out.printf("after %.2f ms%n", took);
    System.exit(exit);
  }
}
