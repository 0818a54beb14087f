"""Makes the pictures beside it (Pillow 13.0.0 with LittleCMS 2): python make.py

All show four quadrants, 48 x 32: red, green / blue, sand. It prints what LittleCMS makes of the Display P3 ones.
"""
import io, struct, zlib
import numpy as np
from PIL import Image, ImageCms

COLOURS = [(200, 40, 40), (40, 180, 60), (50, 70, 200), (220, 210, 190)]

def quadrants(colours):
    a = np.zeros((32, 48, len(colours[0])), np.uint8)
    for i, colour in enumerate(colours):
        a[i // 2 * 16:i // 2 * 16 + 16, i % 2 * 24:i % 2 * 24 + 24] = colour
    return a

def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))

def png(path, samples, depth, colour_type, extra=b''):
    rows = b''.join(b'\0' + row.tobytes() for row in samples)
    open(path, 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 48, 32, depth, colour_type, 0, 0, 0))
                           + extra + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))

def s15(*values):
    return b''.join(struct.pack('>i', round(v * 65536)) for v in values)

def display_p3():
    """An ICC v4 matrix profile: P3 primaries adapted to D50, the sRGB curve."""
    white = (0.964203, 1.0, 0.824905)
    text = lambda s: b'mluc\0\0\0\0' + struct.pack('>II4sII', 1, 12, b'enUS', 2 * len(s), 28) + s.encode('utf-16-be')
    xyz = lambda *v: b'XYZ \0\0\0\0' + s15(*v)
    curve = b'para\0\0\0\0\0\3\0\0' + s15(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = [(b'desc', text('Display P3')), (b'cprt', text('CC0 ')), (b'wtpt', xyz(*white)),
            (b'rXYZ', xyz(0.515121, 0.241196, -0.001053)), (b'gXYZ', xyz(0.291977, 0.692245, 0.041885)),
            (b'bXYZ', xyz(0.157104, 0.066574, 0.784073)), (b'rTRC', curve), (b'gTRC', curve), (b'bTRC', curve)]
    table, data = b'', b''
    for name, body in tags:
        table += struct.pack('>4sII', name, 132 + 12 * len(tags) + len(data), len(body))
        data += body + b'\0' * (-len(body) % 4)
    head = struct.pack('>I4sI4s4s4s6H4s28x', 132 + len(table) + len(data), b'', 0x04000000, b'mntr', b'RGB ', b'XYZ ',
                       2026, 1, 1, 0, 0, 0, b'acsp') + s15(*white)
    return head + b'\0' * (128 - len(head)) + struct.pack('>I', len(tags)) + table + data

plain = quadrants(COLOURS)
picture = Image.fromarray(plain)
full = dict(quality=95, subsampling=0)
picture.save('baseline.jpg', **full)
picture.save('progressive.jpg', progressive=True, **full)
picture.convert('L').save('grey.jpg', quality=95)
picture.convert('CMYK').save('cmyk.jpg', quality=95)

# Adobe YCCK: the inverse colours as Y, Cb, Cr, and a marker that says so (transform 2).
ycc = np.array(Image.fromarray(255 - plain).convert('YCbCr'))
held = io.BytesIO()
Image.fromarray(255 - np.dstack([ycc, np.full((32, 48), 255, np.uint8)]), 'CMYK').save(held, 'JPEG', quality=95)
ycck = bytearray(held.getvalue())
ycck[ycck.index(b'Adobe') + 11] = 2
open('ycck.jpg', 'wb').write(ycck)

for tag in range(1, 9):
    undo = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
            6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
    stored = picture.transpose(undo[tag]) if tag > 1 else picture
    exif = Image.Exif()
    exif[0x0112] = tag
    stored.save(f'orientation-{tag}.jpg', exif=exif, **full)
    if tag == 6:
        stored.save('orientation-6.png', exif=exif)
        stored.save('orientation-6.webp', exif=exif, lossless=True)

half = quadrants([c + (a,) for c, a in zip(COLOURS, (255, 128, 0, 64))])
png('rgb16.png', (plain.astype('>u2') * 257 + 100).astype('>u2'), 16, 2)
png('rgba16.png', (half.astype('>u2') * 257).astype('>u2'), 16, 6)
grey = quadrants([(60,), (120,), (180,), (240,)])
png('grey16.png', (grey.astype('>u2') * 257).astype('>u2'), 16, 0)
png('grey.png', grey, 8, 0)
png('grey2.png', np.packbits(np.unpackbits(quadrants([(0,), (1,), (2,), (3,)])[:, :, 0][..., None], axis=2)[:, :, 6:].reshape(32, 96), axis=1), 2, 0)
png('grey-alpha.png', quadrants([(60, 255), (120, 128), (180, 0), (240, 64)]), 8, 4)
png('rgb-transparent-colour.png', plain, 8, 2, chunk(b'tRNS', struct.pack('>HHH', *COLOURS[2])))
index = quadrants([(0,), (1,), (2,), (3,)])
palette = chunk(b'PLTE', bytes(sum(COLOURS, ())))
png('palette.png', index, 8, 3, palette)
png('palette-alpha.png', index, 8, 3, palette + chunk(b'tRNS', bytes((255, 128, 0, 64))))
Image.fromarray(half).save('rgba.png')
Image.fromarray(half).save('alpha.webp', lossless=True)
picture.save('plain.png')
picture.save('lossy.webp', quality=100)
picture.save('plain.bmp')
quantized = picture.quantize(4)
quantized.save('two-frames.gif', save_all=True, append_images=[Image.new('RGB', (48, 32)).quantize(2)])
picture.save('picture.avif')
picture.save('picture.tiff')

p3 = display_p3()
picture.save('display-p3.jpg', icc_profile=p3, **full)
picture.save('display-p3.png', icc_profile=p3)
picture.save('display-p3.webp', icc_profile=p3, lossless=True)
srgb = ImageCms.profileToProfile(picture, io.BytesIO(p3), ImageCms.createProfile('sRGB'), renderingIntent=0)
print('Display P3 as sRGB:', [srgb.getpixel((12 + i % 2 * 24, 8 + i // 2 * 16)) for i in range(4)])
print('YCCK as RGB:', [Image.open('ycck.jpg').convert('RGB').getpixel((12 + i % 2 * 24, 8 + i // 2 * 16)) for i in range(4)])
print('CMYK as RGB:', [Image.open('cmyk.jpg').convert('RGB').getpixel((12 + i % 2 * 24, 8 + i // 2 * 16)) for i in range(4)])
