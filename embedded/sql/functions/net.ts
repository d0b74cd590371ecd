import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { unsupported } from '../errors.ts';
import { BYTES, INT64, STRING } from '../types.ts';
import { plain } from './define.ts';

function needsSuffixList(name: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      throw unsupported(
        `function ${name}, which needs the public suffix list`,
        'NET.HOST',
        call.node.position,
      );
    },
  };
}

/** Addresses and URLs. */
export const net: FunctionTable = {
  'NET.IP_FROM_STRING': plain(1, BYTES, 'bq_net_ip_from_string($1)', [STRING]),
  'NET.SAFE_IP_FROM_STRING': plain(1, BYTES, 'bq_net_safe_ip_from_string($1)', [STRING]),
  'NET.IP_TO_STRING': plain(1, STRING, 'bq_net_ip_to_string($1)', [BYTES]),
  'NET.IP_NET_MASK': plain(2, BYTES, 'bq_net_ip_net_mask($1, $2)', [INT64]),
  'NET.IP_TRUNC': plain(2, BYTES, 'bq_net_ip_trunc($1, $2)', [BYTES, INT64]),
  'NET.IPV4_FROM_INT64': plain(1, BYTES, 'bq_net_ipv4_from_int64($1)', [INT64]),
  'NET.IPV4_TO_INT64': plain(1, INT64, 'bq_net_ipv4_to_int64($1)', [BYTES]),
  'NET.HOST': plain(1, STRING, 'bq_net_host($1)', [STRING]),
  'NET.PUBLIC_SUFFIX': needsSuffixList('NET.PUBLIC_SUFFIX'),
  'NET.REG_DOMAIN': needsSuffixList('NET.REG_DOMAIN'),
};
