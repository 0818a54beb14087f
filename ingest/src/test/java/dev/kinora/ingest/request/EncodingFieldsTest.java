package dev.kinora.ingest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.VideoEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingFieldsTest {
    private static EncodingParameters encoding(String fields) {
        String request = "{\"encoding\": " + fields.replace('\'', '"') + "}";
        return EncodingFields.encoding(new Fields("", RequestJson.parse(request.getBytes()), List.of("encoding")));
    }

    private static EncodingParameters parameters(Integer quality, Long bitrate, Long size) {
        return new EncodingParameters(quality, bitrate, size, 48, VideoEncoder.KINORA);
    }

    @Test
    void qualityIsTheDefaultWhereNoLimitIsGiven() {
        assertEquals(parameters(80, null, null), encoding("null"));
        assertEquals(parameters(80, null, null), encoding("{}"));
        assertEquals(parameters(80, null, null), encoding("{'quality': null, 'bitrate': null}"));
        assertEquals(parameters(33, null, null), encoding("{'quality': 33}"));
        assertEquals(parameters(null, 2_000_000L, null), encoding("{'bitrate': 2000000}"));
        assertEquals(parameters(null, null, 1_000_000_000_000L), encoding("{'size': 1000000000000}"));
        assertEquals(
                new EncodingParameters(80, null, null, 1, VideoEncoder.FFMPEG),
                encoding("{'keyInterval': 1, 'encoder': 'ffmpeg'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " # ",
            quoteCharacter = '`',
            value = {
                "{'quality': 80, 'bitrate': 2000000} # encoding # quality 80 and bitrate 2000000"
                        + " # one of quality, bitrate and size",
                "{'bitrate': 5000, 'size': 5000} # encoding # bitrate 5000 and size 5000"
                        + " # one of quality, bitrate and size",
                "{'quality': -1}     # encoding.quality # -1 # a whole number from 0 to 100",
                "{'bitrate': 999}    # encoding.bitrate # 999 # a whole number from 1000 to 1000000000",
                "{'bitrate': '2M'}   # encoding.bitrate # \"2M\" # a whole number from 0 to 9223372036854775807",
                "{'size': 1000000000001} # encoding.size # 1000000000001 # a whole number from 1000 to 1000000000000",
                "{'keyInterval': 0}  # encoding.keyInterval # 0 # a whole number from 1 to 600",
                "{'keyInterval': 601} # encoding.keyInterval # 601 # a whole number from 1 to 600",
                "{'encoder': 'x264'} # encoding.encoder # x264 # kinora | ffmpeg",
                "{'qualty': 80}      # encoding.qualty # an unknown field"
                        + " # one of quality, bitrate, size, keyInterval, encoder (did you mean quality?)"
            })
    void refusalsNameFieldFoundAndExpected(String fields, String field, String found, String expected) {
        Failure failure =
                assertThrows(FailureException.class, () -> encoding(fields)).failure();
        assertEquals(List.of(field, found, expected), List.of(failure.field(), failure.found(), failure.expected()));
    }
}
