include $(sort $(wildcard $(BR2_EXTERNAL_GPIO_I2C_PATH)/package/*/*.mk))
