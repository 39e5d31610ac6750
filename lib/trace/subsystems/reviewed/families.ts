/** A socket family: its code, and words in that file by which a generator sees that it still is there. */
type Family = { readonly names: readonly string[]; readonly file: string; readonly evidence: string }

const family = (names: string, file: string, evidence: string): Family => ({ names: names.split(' '), file, evidence })

/** Who does the work of a socket, by the first argument of socket(). */
export const families: readonly Family[] = [
  family('AF_UNIX AF_LOCAL', 'net/unix/af_unix.c', 'PF_UNIX'),
  family('AF_INET', 'net/ipv4/af_inet.c', 'PF_INET'),
  family('AF_INET6', 'net/ipv6/af_inet6.c', 'PF_INET6'),
  family('AF_NETLINK AF_ROUTE', 'net/netlink/af_netlink.c', 'PF_NETLINK'),
  family('AF_PACKET', 'net/packet/af_packet.c', 'PF_PACKET'),
  family('AF_CAN', 'net/can/af_can.c', 'PF_CAN'),
  family('AF_BLUETOOTH', 'net/bluetooth/af_bluetooth.c', 'PF_BLUETOOTH'),
  family('AF_ALG', 'crypto/af_alg.c', 'PF_ALG'),
  family('AF_VSOCK', 'net/vmw_vsock/af_vsock.c', 'AF_VSOCK'),
  family('AF_XDP', 'net/xdp/xsk.c', 'PF_XDP'),
  family('AF_QIPCRTR', 'net/qrtr/af_qrtr.c', 'AF_QIPCRTR'),
  family('AF_KEY', 'net/key/af_key.c', 'PF_KEY'),
  family('AF_NFC', 'net/nfc/af_nfc.c', 'PF_NFC'),
  family('AF_PHONET', 'net/phonet/af_phonet.c', 'PF_PHONET'),
  family('AF_RDS', 'net/rds/af_rds.c', 'AF_RDS'),
  family('AF_TIPC', 'net/tipc/socket.c', 'AF_TIPC'),
  family('AF_SMC', 'net/smc/af_smc.c', 'PF_SMC'),
  family('AF_X25', 'net/x25/af_x25.c', 'AF_X25'),
  family('AF_LLC', 'net/llc/af_llc.c', 'PF_LLC'),
  family('AF_AX25', 'net/ax25/af_ax25.c', 'PF_AX25'),
  family('AF_ATMPVC', 'net/atm/pvc.c', 'PF_ATMPVC'),
  family('AF_KCM', 'net/kcm/kcmsock.c', 'PF_KCM'),
  family('AF_IEEE802154', 'net/ieee802154/socket.c', 'PF_IEEE802154'),
  family('AF_ISDN', 'drivers/isdn/mISDN/socket.c', 'PF_ISDN'),
  family('AF_MCTP', 'net/mctp/af_mctp.c', 'AF_MCTP'),
  family('AF_PPPOX', 'drivers/net/ppp/pppox.c', 'PF_PPPOX'),
]
