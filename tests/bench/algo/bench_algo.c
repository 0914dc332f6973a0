// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measures i2c-algo-bit itself: a bus with the callbacks of i2c-gpio that never
 * waits. No master through i2c-algo-bit can be faster on these lines. It keeps no
 * minimum time: for the bench only. Device "bench-algo.N".
 */
#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/i2c-algo-bit.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/platform_device.h>

struct bench_algo {
	struct i2c_adapter adapter;
	struct i2c_algo_bit_data bit;
	struct gpio_desc *sda, *scl;
};

static void bench_setsda(void *data, int high)
{
	struct bench_algo *algo = data;

	gpiod_set_value_cansleep(algo->sda, high);
}

static void bench_setscl(void *data, int high)
{
	struct bench_algo *algo = data;

	gpiod_set_value_cansleep(algo->scl, high);
}

static int bench_getsda(void *data)
{
	struct bench_algo *algo = data;

	return gpiod_get_value_cansleep(algo->sda);
}

static int bench_getscl(void *data)
{
	struct bench_algo *algo = data;

	return gpiod_get_value_cansleep(algo->scl);
}

static int bench_algo_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct bench_algo *algo;

	algo = devm_kzalloc(dev, sizeof(*algo), GFP_KERNEL);
	if (!algo)
		return -ENOMEM;
	algo->sda = devm_gpiod_get(dev, "sda", GPIOD_OUT_HIGH_OPEN_DRAIN);
	if (IS_ERR(algo->sda))
		return PTR_ERR(algo->sda);
	algo->scl = devm_gpiod_get(dev, "scl", GPIOD_OUT_HIGH_OPEN_DRAIN);
	if (IS_ERR(algo->scl))
		return PTR_ERR(algo->scl);

	algo->bit.data = algo;
	algo->bit.setsda = bench_setsda;
	algo->bit.setscl = bench_setscl;
	algo->bit.getsda = bench_getsda;
	algo->bit.getscl = bench_getscl;
	algo->bit.udelay = 0;
	algo->bit.timeout = HZ / 10;

	algo->adapter.owner = THIS_MODULE;
	algo->adapter.algo_data = &algo->bit;
	algo->adapter.dev.parent = dev;
	algo->adapter.nr = pdev->id;
	snprintf(algo->adapter.name, sizeof(algo->adapter.name), "%s", dev_name(dev));
	platform_set_drvdata(pdev, algo);
	return i2c_bit_add_numbered_bus(&algo->adapter);
}

static int bench_algo_remove(struct platform_device *pdev)
{
	struct bench_algo *algo = platform_get_drvdata(pdev);

	i2c_del_adapter(&algo->adapter);
	return 0;
}

static struct platform_driver bench_algo_driver = {
	.probe = bench_algo_probe,
	.remove = bench_algo_remove,
	.driver = {
		.name = "bench-algo",
	},
};
module_platform_driver(bench_algo_driver);

MODULE_DESCRIPTION("i2c-algo-bit without waiting, for the bench");
MODULE_LICENSE("GPL");
