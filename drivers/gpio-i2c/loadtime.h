/* SPDX-License-Identifier: GPL-2.0-only */
/* Buses that the module's parameters ask for. */
#ifndef _GPIO_I2C_LOADTIME_H
#define _GPIO_I2C_LOADTIME_H

int gpio_i2c_loadtime_init(void);

#endif /* _GPIO_I2C_LOADTIME_H */
