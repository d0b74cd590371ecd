export { openWarehouse, type Warehouse, type WarehouseOptions } from './server/open-warehouse.ts';
export { writeCredentials } from './server/credentials.ts';
