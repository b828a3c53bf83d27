package dev.turnup.workflows.callback;

/** What kind of address was called, without saying which. */
public enum AddressClass {
  /** An IPv4 address of the public internet. */
  PUBLIC_IPV4,

  /** An IPv6 address of the public internet. */
  PUBLIC_IPV6,

  /** Any other, which only an operator's setting allows. */
  NOT_PUBLIC
}
